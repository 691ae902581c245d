// Fixes where the open network stands in the call of a module that only a model knows.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';
import { declaredList, declaredSingle } from './declared.ts';

function call(inputs: string): string {
  return `
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"

      ${inputs.split('\n').join('\n      ')}
    }
`;
}

test('the network of a list gives way to a variable', async () => {
  await checkFix(
    call('ingress_rules       = ["ssh-tcp"]\ningress_cidr_blocks = ["0.0.0.0/0"]'),
    'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs',
    `${call('ingress_rules       = ["ssh-tcp"]\ningress_cidr_blocks = var.allowed_management_cidrs')}    #- variables.tf
    ${declaredList('allowed_management_cidrs', 'the management ports')}
    `,
  );
});

test('an open network beside others may simply go', async () => {
  await checkFix(
    call('ingress_rules       = ["ssh-tcp"]\ningress_cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]'),
    'Remove 0.0.0.0/0 from the list',
    call('ingress_rules       = ["ssh-tcp"]\ningress_cidr_blocks = ["10.0.0.0/8"]'),
  );
});

test('a text that is one network gives way to a variable for one', async () => {
  await checkFix(
    call('ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0" }]'),
    'Replace 0.0.0.0/0 with the new variable allowed_management_cidr',
    `${call('ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = var.allowed_management_cidr }]')}    #- variables.tf
    ${declaredSingle('allowed_management_cidr', 'the management ports')}
    `,
  );
});

test('of a text with commas the open piece is removed; none is replaced', async () => {
  const before = call('ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "10.0.0.0/8,0.0.0.0/0" }]');
  checkNoFix(before, 'replace-source');
  await checkFix(before, 'Remove 0.0.0.0/0 from the list', before.replace(',0.0.0.0/0', ''));
});
