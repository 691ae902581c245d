// Everyone gives way to whoever is in the same network: the range of the VPC that the group lies in.
// It answers every check that finds an open source of a group's rule. It is not offered where nothing written says what that
// range is, nor for network ACLs, whose entries answers pass through too.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { message } from '../messages.ts';
import { folderOf } from '../terraform/path.ts';
import { reads } from './dependencies.ts';
import { placeForReference } from './exchangeNetwork.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { vpcNetworkOf } from './vpcNetwork.ts';

/** Replaces an open network by the range of the VPC. */
export const allowVpcOnly: FixProducer = { id: 'allow-vpc-only', writesJson: true, propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { rule, source } = finding;
  if (source === undefined || finding.check === 'network-acl-admin-port-open') return [];
  const place = placeForReference(finding, context);
  if (place === undefined) return [];
  const dir = folderOf(place.file.path);
  const network = vpcNetworkOf(finding, dir, context);
  const module = context.module(dir);
  if (network === undefined || module === undefined) return [];
  const { resource, scope } = rule.resource;
  const [step] = scope.instance.callPath.slice(-1);
  const reader = dir === scope.instance.module.dir ? `${resource.type}.${resource.name}` : `module.${step?.name ?? ''}`;
  if (reads(module, network.node, reader)) return [];
  const edits: FileEdits = new Map([[place.file.path, [...place.edits(network.reference)]]]);
  const title = message('fixes.allowVpcOnly', { cidr: source.text, network: network.reference });
  return [{ ...plainMend, id: allowVpcOnly.id, title, edits: finishedEdits(edits, context), preferred: false }];
}
