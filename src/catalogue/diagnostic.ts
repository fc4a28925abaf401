/** A fault with its file. */
export type Finding = Fault & { readonly file: string };

/** A place in a file, both counted from 1. */
export type Place = { readonly line: number; readonly column: number };

/** What is wrong with a part of a header. */
export type Message = { readonly path: readonly string[]; readonly message: string };

/** What is wrong at a place of a file, and what to write instead. */
export type Fault = Place & { readonly message: string };
