/** A value that JSON can carry without loss. NaN and the infinities are not among them. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
