// The functions on networks. Bad results of bad arguments are Terraform's own, down to what its library makes of negative numbers.
import { message } from '../../messages.ts';
import { toBigInt } from '../bigFloat.ts';
import { boolType, numberType, stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { boolValue, listValue, stringValue } from '../values.ts';
import { integerAt, numberAt, textAt } from './arguments.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse } from './function.ts';
import type { Address, Prefix } from './ipAddress.ts';
import { addressText, isIpv4, masked, parseAddress, parsePrefix, plainAddressText, prefixText } from './ipAddress.ts';

const prefix = { name: 'prefix', type: stringType } as const;

/** https://developer.hashicorp.com/terraform/language/functions/cidrsubnet and its like; `cidrcontains` is OpenTofu's. */
export const cidrFunctions: FunctionFamily = {
  /** https://opentofu.org/docs/language/functions/cidrcontains */
  cidrcontains: {
    parameters: [
      { name: 'containing_prefix', type: stringType },
      { name: 'contained_ip_or_prefix', type: stringType },
    ],
    result: boolType,
    call: cidrContains,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/cidrhost */
  cidrhost: { parameters: [prefix, { name: 'hostnum', type: numberType }], result: stringType, call: cidrHost },
  /** https://developer.hashicorp.com/terraform/language/functions/cidrnetmask */
  cidrnetmask: { parameters: [prefix], result: stringType, call: cidrNetmask },
  /** https://developer.hashicorp.com/terraform/language/functions/cidrsubnet */
  cidrsubnet: {
    parameters: [prefix, { name: 'newbits', type: numberType }, { name: 'netnum', type: numberType }],
    result: stringType,
    call: cidrSubnet,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/cidrsubnets */
  cidrsubnets: {
    parameters: [prefix],
    variadic: { name: 'newbits', type: numberType },
    result: { kind: 'list', element: stringType },
    call: cidrSubnets,
  },
};

function cidrSubnet(args: readonly PlainValue[], context: CallContext): Value {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return notCidr(context, textAt(args, 0));
  const newBits = integerAt(args, 1);
  const number = toBigInt(numberAt(args, 2));
  if (newBits === undefined || number === undefined) return refuse(context, message('terraform.notWholeNumber'));
  const length = network.length + newBits;
  if (length > network.bits || length < 0) return refuse(context, message('terraform.noAddressSpace'));
  // The library compares the lower 64 bits of the number without its sign.
  const magnitude = (number < 0n ? -number : number) & maximumNumber;
  const most = newBits >= 0 && newBits < 64 ? (1n << BigInt(newBits)) - 1n : maximumNumber;
  if (magnitude > most) return refuse(context, message('terraform.noAddressSpace'));
  const value = insert(network, number, length);
  if (value === undefined) return refuse(context, message('terraform.noAddressSpace'));
  return stringValue(prefixText({ value, bits: network.bits, length }), context.origin);
}

function cidrSubnets(args: readonly PlainValue[], context: CallContext): Value {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return notCidr(context, textAt(args, 0));
  const subnets: Value[] = [];
  // The library starts by stepping back from the network and takes the wrap at address 0 for exhaustion.
  let next = network.value;
  const end = network.value + (1n << BigInt(network.bits - network.length));
  for (let position = 1; position < args.length; position++) {
    const newBits = integerAt(args, position);
    if (newBits === undefined) return refuse(context, message('terraform.notWholeNumber'));
    if (newBits < 1 || newBits > 32) return refuse(context, message('terraform.newBitsOutOfRange'));
    const length = network.length + newBits;
    if (length > network.bits) return refuse(context, message('terraform.noAddressSpace'));
    // The library loses its way between the two lengths of an IPv4 address inside an IPv6 one.
    if (isIpv4(network) && network.bits === 128) return refuse(context, message('terraform.noAddressSpace'));
    const size = 1n << BigInt(network.bits - length);
    const value = ((next + size - 1n) / size) * size;
    if (network.value === 0n || value >= end) return refuse(context, message('terraform.noAddressSpace'));
    subnets.push(stringValue(prefixText({ value, bits: network.bits, length }), context.origin));
    next = value + size;
  }
  return listValue(subnets, stringType, context.origin);
}

function cidrHost(args: readonly PlainValue[], context: CallContext): Value {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return notCidr(context, textAt(args, 0));
  const number = toBigInt(numberAt(args, 1));
  if (number === undefined) return refuse(context, message('terraform.notWholeNumber'));
  const most = (1n << BigInt(network.bits - network.length)) - 1n;
  const host = number < 0n ? most + number + 1n : number;
  // The library compares the lower 64 bits of the number only, so that a greater one may lead out of the network.
  const compared = number < 0n ? host : BigInt.asIntN(64, number);
  if (host < 0n || compared > most) return refuse(context, message('terraform.noAddressSpace'));
  // An IPv4 address inside an IPv6 one gets the number at the place where it would stand in IPv4: the library's own mistake.
  const value = insert(network, host, isIpv4(network) ? 32 : 128);
  if (value === undefined) return refuse(context, message('terraform.noAddressSpace'));
  return stringValue(addressText({ value, bits: network.bits }), context.origin);
}

function cidrNetmask(args: readonly PlainValue[], context: CallContext): Value {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return notCidr(context, textAt(args, 0));
  if (!isIpv4(network)) return refuse(context, message('terraform.netmaskOfIpv6'));
  const all: Address = { value: (1n << BigInt(network.bits)) - 1n, bits: network.bits };
  return stringValue(plainAddressText({ value: masked(all, network.length), bits: network.bits }), context.origin);
}

function cidrContains(args: readonly PlainValue[], context: CallContext): Value {
  const containing = parsePrefix(textAt(args, 0));
  if (containing === undefined) return notCidr(context, textAt(args, 0));
  const text = textAt(args, 1);
  const contained = text.includes('/') ? parsePrefix(text) : asPrefix(parseAddress(text));
  if (contained === undefined) return notCidr(context, text);
  if (containing.bits !== contained.bits) return refuse(context, message('terraform.addressFamiliesDiffer'));
  const inside = contained.length >= containing.length && masked(contained, containing.length) === containing.value;
  return boolValue(inside, context.origin);
}

const maximumNumber = (1n << 64n) - 1n;

/** Puts a number right before `length` of an address; undefined where it does not fit into the address at all. */
function insert(address: Address, number: bigint, length: number): bigint | undefined {
  const inserted = address.value | (number << BigInt(address.bits - length));
  const value = inserted < 0n ? -inserted : inserted;
  return value >> BigInt(address.bits) === 0n ? value : undefined;
}

function asPrefix(address: Address | undefined): Prefix | undefined {
  return address === undefined ? undefined : { ...address, length: address.bits };
}

function notCidr(context: CallContext, text: string): Value {
  return refuse(context, message('terraform.notCidr', { text }));
}
