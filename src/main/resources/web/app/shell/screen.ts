// What all screens have in common: the session, a heading that gets the focus, the shared styles.
import { LitElement, type CSSResultGroup } from 'lit';
import { controls } from '../style/controls';
import type { Session } from './session';

export abstract class Screen extends LitElement {
  static override properties = { session: { attribute: false } };
  static override styles: CSSResultGroup = controls;

  declare session: Session;

  /** So that readers of the screen hear where they are, and the next Tab leads into it. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }
}
