// What an expression comes to, as far as it can be known without running Terraform.
// It never stands a number or an empty list in for something unknown, and it knows nothing of AWS.
// Made by evaluate.ts, read by the rooms above.
import type { Message } from '../messages.ts';
import type { Place } from '../text.ts';
import type { BigFloat } from './bigFloat.ts';
import type { Type } from './type.ts';

export type Value =
  | StringValue
  | NumberValue
  | BoolValue
  | ListValue
  | SetValue
  | TupleValue
  | MapValue
  | ObjectValue
  | NullValue
  | UnknownValue
  | OneOfValue
  | ErrorValue;

/**
 * The texts that decide a value, the most telling first, at most four: a literal has its own place; what a function makes of
 * others has theirs, and the call's own where it has none. A reference adds nothing: `var.a` has the origin of what it stands for.
 */
export type Origin = readonly Place[];

export interface StringValue {
  readonly kind: 'string';
  /** In Unicode NFC. */
  readonly value: string;
  readonly origin: Origin;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: BigFloat;
  readonly origin: Origin;
}

export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly origin: Origin;
}

export interface ListValue extends Forgetful {
  readonly kind: 'list';
  readonly elementType: Type;
  readonly elements: readonly Value[];
  readonly origin: Origin;
}

/** Of what is made by `try` and partly unknown, Terraform knows no type, and so converts nothing to it. */
export interface Forgetful {
  readonly forgotten?: true;
}

/** Elements are distinct and in Terraform's iteration order. Where some are unknown, some may coincide. */
export interface SetValue extends Forgetful {
  readonly kind: 'set';
  readonly elementType: Type;
  readonly elements: readonly Value[];
  readonly origin: Origin;
}

export interface TupleValue extends Forgetful {
  readonly kind: 'tuple';
  readonly elements: readonly Value[];
  readonly origin: Origin;
}

/** Entries are in Terraform's key order (bytes of UTF-8), as are those of objects. */
export interface MapValue extends Forgetful {
  readonly kind: 'map';
  readonly elementType: Type;
  readonly entries: ReadonlyMap<string, Value>;
  readonly origin: Origin;
}

export interface ObjectValue extends Forgetful {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Value>;
  readonly origin: Origin;
}

/** Explicitly absent. For an argument of a resource this is the same as not writing it. */
export interface NullValue {
  readonly kind: 'null';
  readonly type: Type;
  readonly origin: Origin;
}

/** Terraform could not know it before apply, or we cannot know it without running Terraform. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly type: Type;
  readonly reason: Reason;
  readonly facts: Facts;
  readonly origin: Origin;
}

/** One of a few values, depending on what cannot be known. At least two, at most `maximumAlternatives`; never nested directly. */
export interface OneOfValue {
  readonly kind: 'oneOf';
  readonly alternatives: readonly Alternative[];
  readonly origin: Origin;
}

export interface Alternative {
  readonly value: Exclude<Value, OneOfValue>;
  /** All of these hold when the value is this one. */
  readonly conditions: readonly Condition[];
}

/** Something that cannot be known, assumed for one alternative: the expression at `place` comes to `holds`. */
export interface Condition {
  readonly kind: 'expression';
  /** Two conditions with one key ask the same question: same expression, same module instance, same iteration. */
  readonly key: string;
  /** Of conditions with one subject at most one holds: `var.env == "a"` and `var.env == "b"`. */
  readonly subject?: string;
  readonly place: Place;
  /** The expression's text on one line, shortened, for messages. */
  readonly text: string;
  readonly holds: boolean;
}

/**
 * Terraform would refuse to go on here. What is made of it is an error too, unless `try`, `can` or a conditional discards it; only
 * tuples, objects and what loops make of them hold it as an element, so that the others can still be read.
 */
export interface ErrorValue {
  readonly kind: 'error';
  /** What it would have been: text for a template, a number for a sum. Terraform minds it in the arms of a conditional. */
  readonly type?: Type;
  readonly reason: Reason;
  readonly origin: Origin;
}

/** Why a value is unknown or an error, and where the cause stands (undefined where it is nowhere in the configuration). */
export interface Reason {
  readonly message: Message;
  readonly place: Place | undefined;
}

/** What is sure about an unknown value. An absent member says nothing. */
export interface Facts {
  readonly notNull?: true;
  /** Text a string surely starts with. */
  readonly prefix?: string;
  /** Text a string surely ends with: what ends in `/32` is open to nobody else. */
  readonly suffix?: string;
  /** Which attribute of which object of the configuration it is. */
  readonly identity?: Identity;
  /**
   * What is known of an object of which not everything is, such as a resource: its written arguments. It is no sequence and not
   * null; its other attributes exist too, for all we know, and are unknown.
   */
  readonly attributes?: ReadonlyMap<string, Value>;
  /** Bounds of a collection's length, both inclusive. */
  readonly length?: { readonly minimum: number; readonly maximum: number | undefined };
  /** Values that the collection surely holds, where its length or order is what is unknown. */
  readonly contains?: readonly Value[];
  /** Values that the collection may hold, where its length or membership is what is unknown. */
  readonly mayContain?: readonly Value[];
}

/** `attribute` of the object at `address`, as Terraform prints it: `module.net["eu"].aws_security_group.web[0]`. */
export interface Identity {
  readonly address: string;
  /** `aws_security_group`; for data sources `data.aws_security_group`. */
  readonly type: string;
  /** Empty for the object itself. */
  readonly attribute: string;
}

/** Past this many alternatives a value is plainly unknown. */
export const maximumAlternatives = 16;
