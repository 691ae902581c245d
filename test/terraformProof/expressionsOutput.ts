// The file in which an expression stands, for Terraform and for us alike.

/** An output whose value is a tuple around the expression; on lines of its own, so that it may end with a heredoc or a comment. */
export function outputOf(index: number, expression: string): string {
  return `output "e${index}" {\n  value = [\n${expression}\n  ]\n}\n`;
}
