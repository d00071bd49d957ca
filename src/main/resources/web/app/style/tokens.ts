// The look, as custom properties that an embedding page can set on the element: colours for light and dark, type, shape.
import { css } from 'lit';

export const tokens = css`
  :host {
    color-scheme: light dark;
    --mcp-background: light-dark(#f7f7f5, #141413);
    --mcp-surface: light-dark(#ffffff, #1e1e1c);
    --mcp-sunken: light-dark(#f2f2ef, #191917);
    --mcp-line: light-dark(#e4e3de, #353430);
    --mcp-control-line: light-dark(#8b8981, #807e76);
    --mcp-text: light-dark(#1f1e1b, #eeece6);
    --mcp-text-soft: light-dark(#5c5a54, #b0ada4);
    --mcp-accent: light-dark(#3554d1, #9db1ff);
    --mcp-on-accent: light-dark(#ffffff, #0f1633);
    --mcp-accent-soft: light-dark(#edf0fd, #242b47);
    --mcp-good: light-dark(#17653a, #86d6a6);
    --mcp-good-soft: light-dark(#e5f3ea, #173122);
    --mcp-warn: light-dark(#7d4b00, #f0bd6c);
    --mcp-warn-soft: light-dark(#fcf0db, #392b12);
    --mcp-bad: light-dark(#ad231b, #ffa79f);
    --mcp-bad-soft: light-dark(#fdecea, #401d1a);
    --mcp-font: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
    --mcp-mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    --mcp-radius: 12px;
    --mcp-radius-small: 8px;
    --mcp-shadow: 0 12px 40px light-dark(rgb(0 0 0 / 0.16), rgb(0 0 0 / 0.6));
    --mcp-width: 60rem;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
