// How native controls, headings and surfaces look, in every element that uses them.
import { css } from 'lit';

export const controls = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    color: var(--mcp-text);
    font: 0.9375rem/1.5 var(--mcp-font);
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  fieldset {
    border: 0;
    min-width: 0;
  }
  h1 {
    font-size: 1.625rem;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.015em;
    outline: none;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1.0625rem;
    font-weight: 650;
    line-height: 1.35;
  }
  h3,
  .name {
    font-size: 0.9375rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  a {
    color: var(--mcp-accent);
    text-underline-offset: 0.2em;
  }
  code,
  pre {
    font-family: var(--mcp-mono);
    font-size: 0.8125rem;
  }
  svg {
    width: 1.125rem;
    height: 1.125rem;
    flex: none;
  }
  :focus-visible {
    outline: 2px solid var(--mcp-accent);
    outline-offset: 2px;
  }
  h1:focus-visible {
    outline: none;
  }
  .soft {
    color: var(--mcp-text-soft);
  }
  .small {
    font-size: 0.8125rem;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .stack {
    display: grid;
    gap: 1rem;
    grid-template-columns: minmax(0, 1fr);
  }
  .row {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    flex-wrap: wrap;
  }
  .spread {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.75rem 1.5rem;
    flex-wrap: wrap;
  }
  .card {
    background: var(--mcp-surface);
    border: 1px solid var(--mcp-line);
    border-radius: var(--mcp-radius);
    padding: 1rem 1.125rem;
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45rem;
    min-height: 2.375rem;
    padding: 0.3rem 0.9rem;
    border: 1px solid var(--mcp-control-line);
    border-radius: var(--mcp-radius-small);
    background: var(--mcp-surface);
    color: var(--mcp-text);
    font: inherit;
    font-weight: 550;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color 0.12s;
  }
  button:hover,
  .button:hover {
    background: var(--mcp-sunken);
  }
  button:disabled,
  button[aria-disabled='true'] {
    cursor: not-allowed;
    color: var(--mcp-text-soft);
    border-color: var(--mcp-line);
    background: var(--mcp-sunken);
  }
  .primary {
    background: var(--mcp-accent);
    border-color: var(--mcp-accent);
    color: var(--mcp-on-accent);
  }
  .primary:not(:disabled):hover {
    background: color-mix(in oklab, var(--mcp-accent) 88%, var(--mcp-text));
  }
  .danger {
    border-color: var(--mcp-bad);
    color: var(--mcp-bad);
  }
  .danger:hover {
    background: var(--mcp-bad-soft);
  }
  .quiet {
    border-color: transparent;
    background: none;
    padding-inline: 0.6rem;
  }
  .quiet:hover {
    background: var(--mcp-sunken);
  }
  .quiet.danger:hover {
    background: var(--mcp-bad-soft);
  }

  label,
  legend,
  .label {
    display: block;
    font-weight: 600;
    padding: 0;
  }
  .field {
    display: grid;
    align-content: start;
    gap: 0.375rem;
    grid-template-columns: minmax(0, 1fr);
  }
  input,
  textarea,
  select {
    width: 100%;
    min-height: 2.5rem;
    padding: 0.45rem 0.7rem;
    border: 1px solid var(--mcp-control-line);
    border-radius: var(--mcp-radius-small);
    background: var(--mcp-surface);
    color: var(--mcp-text);
    font: inherit;
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: 1.125rem;
    height: 1.125rem;
    min-height: 0;
    margin: 0.2rem 0 0;
    flex: none;
    accent-color: var(--mcp-accent);
  }
  textarea {
    min-height: 4.5rem;
    resize: vertical;
  }
  ::placeholder {
    color: var(--mcp-text-soft);
    opacity: 1;
  }
  [aria-invalid='true'] {
    border-color: var(--mcp-bad);
  }
  .hint,
  .error {
    min-height: 1.25rem;
    font-size: 0.8125rem;
    line-height: 1.25rem;
    overflow-wrap: anywhere;
  }
  .hint {
    color: var(--mcp-text-soft);
  }
  .error {
    color: var(--mcp-bad);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
  @media (pointer: coarse) {
    button,
    .button,
    input,
    select {
      min-height: 2.75rem;
    }
  }
`;
