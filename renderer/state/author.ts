/** Who the history names. People's names stay out of the file unless they write them there. */
export const author = "app";
