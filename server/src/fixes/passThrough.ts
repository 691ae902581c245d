// Hands a module's new variable through every call of the module, up to the roots, so that no call breaks.
// A variable that a caller has and that fits is handed on as it is.
// Used by replace-source.ts.
import type { Module } from '../terraform/module.ts';
import type { FileEdits } from './fileEdits.ts';
import { addEdits } from './fileEdits.ts';
import type { CallSite } from './moduleCalls.ts';
import { argumentEdit, callsOf } from './moduleCalls.ts';
import type { Surroundings, VariablePurpose } from './sourceVariable.ts';
import { fittingVariables, newVariable, referenceTo } from './sourceVariable.ts';
import { declarationEdit } from './variableDeclaration.ts';
import { isReadable } from './writtenSource.ts';

/**
 * The edits that declare a variable in a module and give it a value in all modules that call it. `whole` is false where a call
 * cannot be edited: then only the module's own declaration is made. Undefined where not even that can be.
 */
export function declaredAndPassed(
  module: Module,
  name: string,
  purpose: VariablePurpose,
  surroundings: Surroundings,
): { readonly edits: FileEdits; readonly passed: boolean; readonly whole: boolean } | undefined {
  const own: FileEdits = new Map();
  if (!declare(own, module, name, purpose, surroundings)) return undefined;
  const edits: FileEdits = new Map(own);
  const whole = passOn(edits, module, name, purpose, surroundings, new Set([module.dir]));
  return whole
    ? { edits, passed: surroundings.callers(module.dir).length > 0, whole }
    : { edits: own, passed: false, whole };
}

function declare(
  edits: FileEdits,
  module: Module,
  name: string,
  purpose: VariablePurpose,
  surroundings: Surroundings,
): boolean {
  const declaration = declarationEdit(module, name, purpose, surroundings);
  if (declaration === undefined) return false;
  addEdits(edits, declaration.path, [declaration.edit]);
  return true;
}

/** Whether every call could be given the argument. `seen` holds the folders that have the variable already, also in rings of calls. */
function passOn(
  edits: FileEdits,
  module: Module,
  name: string,
  purpose: VariablePurpose,
  surroundings: Surroundings,
  seen: Set<string>,
): boolean {
  const sites = callsOf(module.dir, surroundings);
  const known = new Set(sites.map((site) => site.module.dir));
  if (!surroundings.callers(module.dir).every((caller) => known.has(caller))) return false;
  const given = new Map<string, string>();
  for (const site of sites) {
    const caller = site.module;
    const passedName = given.get(caller.dir) ?? variableOf(edits, caller, purpose, surroundings, seen);
    if (passedName === undefined) return false;
    given.set(caller.dir, passedName);
    if (!giveArgument(edits, site, name, passedName, surroundings)) return false;
  }
  return true;
}

/** The name of the caller's own variable for the purpose, declared and passed on where it is new. */
function variableOf(
  edits: FileEdits,
  caller: Module,
  purpose: VariablePurpose,
  surroundings: Surroundings,
  seen: Set<string>,
): string | undefined {
  const [fitting] = fittingVariables(caller, purpose, surroundings);
  const variable = fitting ?? newVariable(caller, purpose);
  if (variable === undefined) return undefined;
  if (variable.declared !== undefined || seen.has(caller.dir)) return variable.name;
  seen.add(caller.dir);
  if (!declare(edits, caller, variable.name, purpose, surroundings)) return undefined;
  return passOn(edits, caller, variable.name, purpose, surroundings, seen) ? variable.name : undefined;
}

function giveArgument(
  edits: FileEdits,
  { call }: CallSite,
  name: string,
  passedName: string,
  surroundings: Surroundings,
): boolean {
  if (call.body.attributes.some((attribute) => attribute.name === name)) return true;
  const file = surroundings.file(call.block.path);
  if (file === undefined || !isReadable(file, call.block.span)) return false;
  const reference = referenceTo({ name: passedName, declared: undefined }, 'any collection');
  const edit = argumentEdit(file, call.block, name, reference);
  if (edit === undefined) return false;
  addEdits(edits, call.block.path, [edit]);
  return true;
}
