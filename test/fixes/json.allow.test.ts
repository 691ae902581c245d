// Fixes that let in something else than everyone, in JSON syntax: as the file is written, and as JSON.
import { test } from 'node:test';
import { checkFix } from '../support/checkFix.ts';

/** A file with a load balancer's group, a VPC, and these rules of the group `app`. */
function file(...resources: readonly string[]): string {
  return `#- main.tf.json
{
  "resource": {
    "aws_vpc": {"main": {"cidr_block": "10.0.0.0/16"}},
    "aws_security_group": {
      "lb": {
        "name": "lb",
        "vpc_id": "\${aws_vpc.main.id}"
      },
      "app": {
        "vpc_id": "\${aws_vpc.main.id}",
        ${resources[0] ?? '"name": "app"'}
      }
    }${resources.length > 1 ? `,\n    ${resources.slice(1).join(',\n    ')}` : ''}
  }
}
`;
}

const own = '"name": "app"';

const rule = (source: string, name = 'app', ports = '8080', protocol = 'tcp'): string => `"${name}": {
        "type": "ingress",
        "security_group_id": "\${aws_security_group.app.id}",
        "protocol": "${protocol}",
        "from_port": ${ports},
        "to_port": ${ports},
        ${source}
      }`;

const rules = (...each: readonly string[]): string => `"aws_security_group_rule": {
      ${each.join(',\n      ')}
    }`;

const single = (source: string): string => `"aws_vpc_security_group_ingress_rule": {
      "app": {"security_group_id": "\${aws_security_group.app.id}", "ip_protocol": "tcp", "from_port": 8080, "to_port": 8080, ${source}}
    }`;

const inline = (sources: string): string =>
  `"ingress": [
          {
            "from_port": 8080,
            "to_port": 8080,
            "protocol": "tcp",
            ${sources}
          }
        ]`;

const allowGroup = 'Allow only aws_security_group.lb.id instead of 0.0.0.0/0';

test('a security group, in every form', async () => {
  const group = '${aws_security_group.lb.id}';
  await checkFix(
    file(inline('"cidr_blocks": ["0.0.0.0/0"]')),
    allowGroup,
    file(inline(`"cidr_blocks": [],\n            "security_groups": ["${group}"]`)),
  );
  await checkFix(
    file(inline('"cidr_blocks": ["0.0.0.0/0", "10.0.0.0/8"],\n            "security_groups": []')),
    allowGroup,
    file(inline(`"cidr_blocks": ["10.0.0.0/8"],\n            "security_groups": ["${group}"]`)),
  );
  await checkFix(
    file(own, rules(rule('"cidr_blocks": ["0.0.0.0/0"]'))),
    allowGroup,
    file(own, rules(rule(`"source_security_group_id": "${group}"`))),
  );
  await checkFix(
    file(own, single('"cidr_ipv4": "0.0.0.0/0"')),
    allowGroup,
    file(own, single(`"referenced_security_group_id": "${group}"`)),
  );
});

test('the VPC', async () => {
  const title = 'Allow only the VPC (aws_vpc.main.cidr_block) instead of 0.0.0.0/0';
  const range = '${aws_vpc.main.cidr_block}';
  await checkFix(
    file(inline('"cidr_blocks": ["192.0.2.0/24", "0.0.0.0/0"]')),
    title,
    file(inline(`"cidr_blocks": ["192.0.2.0/24", "${range}"]`)),
  );
  await checkFix(
    file(own, rules(rule('"cidr_blocks": ["0.0.0.0/0"]'))),
    title,
    file(own, rules(rule(`"cidr_blocks": ["${range}"]`))),
  );
  await checkFix(file(own, single('"cidr_ipv4": "0.0.0.0/0"')), title, file(own, single(`"cidr_ipv4": "${range}"`)));
});

const team = `#- .portcullis.yaml
authorizedTcpPorts: [443]
`;

test('CloudFront, with its data source', async () => {
  const title = 'Allow only CloudFront (managed prefix list) instead of 0.0.0.0/0';
  const before = file(own, rules(rule('"cidr_blocks": ["0.0.0.0/0"]', 'app', '80')));
  const after = file(
    own,
    rules(rule('"prefix_list_ids": ["${data.aws_ec2_managed_prefix_list.cloudfront.id}"]', 'app', '80')),
  );
  const data = `,
  "data": {
    "aws_ec2_managed_prefix_list": {
      "cloudfront": {
        "name": "com.amazonaws.global.cloudfront.origin-facing"
      }
    }
  }
}
`;
  await checkFix(before + team, title, after.replace(/\n}\n$/, data) + team);
});

test('narrower ports', async () => {
  const title = 'Open only the authorized ports: 80, 443';
  const source = '"cidr_blocks": ["0.0.0.0/0"]';
  await checkFix(
    file(own, rules(rule(source, 'app', '0', '-1'))),
    title,
    file(own, rules(rule(source, 'app', '80'), rule(source, 'app_443', '443'))),
  );
  const object = (from: number, to: number): string => `{
            "from_port": ${from},
            "to_port": ${to},
            "protocol": "tcp",
            "cidr_blocks": ["0.0.0.0/0"]
          }`;
  const list = (...objects: readonly string[]): string =>
    file(`"ingress": [\n          ${objects.join(',\n          ')}\n        ]`);
  await checkFix(list(object(0, 65535)), title, list(object(80, 80), object(443, 443)));
});
