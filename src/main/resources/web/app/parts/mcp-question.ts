// Asks before something that cannot be undone, one question at a time.
import { LitElement, html } from 'lit';
import type { Question } from '../shell/session';
import { controls } from '../style/controls';
import { text } from '../text/en';
import './mcp-dialog';

interface Asked extends Question {
  answer: (agreed: boolean) => void;
}

export class McpQuestion extends LitElement {
  static override properties = { asked: { state: true } };
  static override styles = controls;

  declare private asked: Asked | undefined;

  /** Whether it was agreed to; a question that was not answered yet counts as denied. */
  ask(question: Question): Promise<boolean> {
    this.answer(false);
    return new Promise((answer) => (this.asked = { ...question, answer }));
  }

  override render() {
    const { asked } = this;
    return html`<mcp-dialog heading=${asked?.heading ?? ''} .open=${asked !== undefined} @closed=${() => this.answer(false)}>
      <p class="soft">${asked?.body}</p>
      <button slot="answers" type="button" @click=${() => this.answer(false)}>${text.cancel}</button>
      <button slot="answers" type="button" class=${asked?.danger ? 'danger' : 'primary'} @click=${() => this.answer(true)}>
        ${asked?.agree}
      </button>
    </mcp-dialog>`;
  }

  private answer(agreed: boolean): void {
    this.asked?.answer(agreed);
    this.asked = undefined;
  }
}

customElements.define('mcp-question', McpQuestion);
