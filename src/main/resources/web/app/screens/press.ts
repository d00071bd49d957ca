// Whether a mouse, pen or finger is down on an element.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * What moves between press and release makes a click miss, and leaving a field comes between the two. So what may change the
 * layout then waits for this.
 */
export class Press implements ReactiveController {
  /** Over once nothing is down, and what came of it was clicked. */
  released: Promise<void> = Promise.resolve();

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('pointerdown', this.begin);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('pointerdown', this.begin);
  }

  private readonly begin = (): void => {
    this.released = new Promise((resolve) => {
      const over = new AbortController();
      const end = () => {
        over.abort();
        // The click is dispatched in the same task as the release.
        setTimeout(resolve);
      };
      addEventListener('pointerup', end, { signal: over.signal });
      addEventListener('pointercancel', end, { signal: over.signal });
    });
  };
}
