// Where somebody was before they left to sign in to a server, so that they can try again there. Nothing else is kept.
const KEY = 'mcp-connectors.left';

export function leaveFrom(path: string): void {
  try {
    sessionStorage.setItem(KEY, path);
  } catch {
    // A browser that keeps nothing: they begin at the first screen.
  }
}

/** The screen that was left; forgotten from now on. */
export function takeWayBack(): string | undefined {
  try {
    const path = sessionStorage.getItem(KEY) ?? undefined;
    sessionStorage.removeItem(KEY);
    return path;
  } catch {
    return undefined;
  }
}
