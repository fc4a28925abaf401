/** What to write instead of the mistakes that are made most, by the library's names for them. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'a tab stands at the beginning of the line: indent with spaces'],
  ['DUPLICATE_KEY', 'this key stands twice in its mapping: keep one'],
  ['MULTIPLE_DOCS', 'a second document begins here: take the --- away, and write one dataset a file'],
  ['BLOCK_AS_IMPLICIT_KEY', 'a text with a colon has to stand in quotes: "Sales: all"'],
  ['MISSING_CHAR', 'a bracket or quote is never closed, or the text after it is too little indented'],
  ['BAD_INDENT', 'the lines of a mapping have to begin at one column'],
  ['BAD_ALIAS', 'a text that begins with * or & has to stand in quotes'],
  ['BAD_SCALAR_START', 'a text that begins with such a character has to stand in quotes: "@sales"'],
  ['TAG_RESOLVE_FAILED', 'a text that begins with ! has to stand in quotes'],
  ['BAD_DIRECTIVE', 'a line that begins with % is no key: write key: value, and quotes around the %'],
  ['BAD_DQ_ESCAPE', 'a backslash in double quotes has to be written twice, or put the text in single quotes'],
  ['BLOCK_IN_FLOW', 'a comma is missing between two keys in { }, or the bracket is never closed'],
  ['MULTILINE_IMPLICIT_KEY', 'a key has no colon behind it: write key: value'],
  [
    'UNEXPECTED_TOKEN',
    'this cannot follow what stands before it: a comma is missing, or the whole text has to stand in quotes',
  ],
]);

/** Words of the library that tell apart what it has one name for, and the name of the mistake that they mean. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^Flow /, 'MISSING_CHAR'],
  [/^Missing , /, 'BLOCK_IN_FLOW'],
  [/need to be followed by map values/, 'MULTILINE_IMPLICIT_KEY'],
  [/directives-end/, 'BAD_DIRECTIVE'],
];

/** Writes what is wrong with a YAML text in an author's words, by the name and the message that the library has for it. */
export function yamlMessage(code: string, message: string): string {
  const meant = MEANT.find(([words]) => words.test(message))?.[1] ?? code;
  return `this is not YAML: ${INSTEAD.get(meant) ?? 'put texts with : # { } [ ] , & * ! | > @ or quotes in quotes'}`;
}
