// References to what exists once or once per key: resources and module calls.
// It knows neither; both hand it their instances.
// Called by resourceReference.ts and moduleReference.ts.
import type { Attribute } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import { keyText } from './address.ts';
import { distributeOne, oneOf } from './alternatives.ts';
import { toInteger } from './bigFloat.ts';
import { inFile } from './body.ts';
import { convert } from './convert.ts';
import { evaluate } from './evaluate.ts';
import type { ReferenceStep, Resolved } from './references.ts';
import type { InstanceKey, Scope } from './scope.ts';
import { dynamicType, numberType, stringType } from './type.ts';
import type { Reason, Type } from './type.ts';
import type { Value } from './value.ts';
import { maximumAlternatives } from './value.ts';
import { errorAt, objectValue, tupleValue, unknownValue } from './values.ts';
import type { PlainValue } from './values.ts';
