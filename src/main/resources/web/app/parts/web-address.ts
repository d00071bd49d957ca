// Addresses that others have given: only those of the web become links, never such as javascript:.

export function webAddress(given: unknown): URL | undefined {
  if (typeof given !== 'string' || !URL.canParse(given)) {
    return undefined;
  }
  const url = new URL(given);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}
