// tfsec: `#tfsec:ignore:aws-ec2-no-public-ingress-sgr:exp:2027-01-31`, as Trivy's, with the ids that tfsec has had over the years.
// https://aquasecurity.github.io/tfsec/latest/guides/configuration/ignores/
import type { Acceptance, IgnoreTool } from './ignoreTool.ts';
import { networkAclIngress, securityGroupIngress } from './ignoreTool.ts';
import { readIgnores } from './trivy.ts';

/** Trivy reads these comments too. */
export const tfsec: IgnoreTool = {
  name: 'tfsec',
  marker: /tfsec:ignore:/,
  read: (comments) => readIgnores('tfsec', table, comments),
};

// AWS018, which is often seen beside these, asks for a description and has nothing to do with open ingress.
const table: Readonly<Record<string, Acceptance>> = {
  'aws-ec2-no-public-ingress-sgr': securityGroupIngress,
  'aws-vpc-no-public-ingress-sgr': securityGroupIngress,
  'aws-vpc-no-public-ingress-sg': securityGroupIngress,
  'AVD-AWS-0107': securityGroupIngress,
  'AWS-0107': securityGroupIngress,
  AWS006: securityGroupIngress,
  AWS008: securityGroupIngress,
  'aws-ec2-no-public-ingress-acl': networkAclIngress,
  'aws-vpc-no-public-ingress-acl': networkAclIngress,
  'AVD-AWS-0105': networkAclIngress,
  'AWS-0105': networkAclIngress,
  AWS049: networkAclIngress,
};
