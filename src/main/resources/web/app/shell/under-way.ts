// What a screen is doing just now, so that nothing is done a second time meanwhile.
import type { ReactiveControllerHost } from 'lit';

/**
 * Buttons that begin something are `aria-disabled` while it is under way, not `disabled`: that would take the focus from
 * whoever has pressed them.
 */
export class UnderWay<K> {
  private readonly keys = new Set<K>();

  constructor(private readonly host: Pick<ReactiveControllerHost, 'requestUpdate'>) {}

  has(key: K): boolean {
    return this.keys.has(key);
  }

  /** Does this, unless it is under way already. */
  async once(key: K, act: () => Promise<void>): Promise<void> {
    if (this.keys.has(key)) {
      return;
    }
    this.keys.add(key);
    this.host.requestUpdate();
    try {
      await act();
    } finally {
      this.keys.delete(key);
      this.host.requestUpdate();
    }
  }
}
