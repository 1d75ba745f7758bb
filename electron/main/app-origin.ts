/** The one origin that Casefile's pages have. */
export const scheme = "app";
const host = "casefile";
export const startPage = `${scheme}://${host}/index.html`;

/** Whether a URL belongs to Casefile's own pages; `URL.origin` says "null" for schemes that it doesn't know. */
export function isAppUrl(url: string): boolean {
  try {
    const { protocol, host: found, username, password } = new URL(url);
    return protocol === `${scheme}:` && found === host && username === "" && password === "";
  } catch {
    return false;
  }
}
