// Which screen is shown: kept in the address of a page of our own, and inside the element where another page embeds it.

/** Hash routing makes screens linkable; memory routing leaves the embedding page's address alone. */
export class Router {
  private path = '';

  constructor(
    private readonly inHash: boolean,
    private readonly changed: () => void,
  ) {}

  get current(): string {
    return this.inHash ? decodeURI(location.hash.replace(/^#\/?/, '')) : this.path;
  }

  go(path: string): void {
    if (this.inHash) {
      location.hash = `/${encodeURI(path)}`;
    } else if (this.path !== path) {
      this.path = path;
      this.changed();
    }
  }

  /** The same without a way back to what is shown now. */
  replace(path: string): void {
    if (this.inHash) {
      history.replaceState(history.state, '', this.href(path));
    } else {
      this.path = path;
    }
  }

  href(path: string): string {
    return `#/${encodeURI(path)}`;
  }

  /** Follows a click on a link to a screen; false where it leads elsewhere, or to another tab. */
  follow(event: MouseEvent): boolean {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    const href = link?.getAttribute('href');
    if (!href?.startsWith('#/') || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return false;
    }
    event.preventDefault();
    this.go(decodeURI(href.slice(2)));
    return true;
  }

  /** Begins at this path, unless the address of the page has one: without a word, since nobody has gone anywhere. */
  start(path: string): void {
    if (!this.inHash) {
      this.path = path;
    } else {
      if (path && !this.current) {
        history.replaceState(history.state, '', this.href(path));
      }
      addEventListener('hashchange', this.changed);
    }
  }

  stop(): void {
    removeEventListener('hashchange', this.changed);
  }
}
