// Small pictures beside words, drawn here so that none is loaded; never the only thing that says something.
import { html, svg, type TemplateResult } from 'lit';

const PATHS = {
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  refresh: svg`<path d="M20 11a8 8 0 1 0-2.3 6M20 4v7h-7"/>`,
  edit: svg`<path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4"/>`,
  trash: svg`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  cross: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  back: svg`<path d="M14 6l-6 6 6 6"/>`,
  next: svg`<path d="M10 6l6 6-6 6"/>`,
  warning: svg`<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.4v.1"/>`,
  plug: svg`<path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4"/>`,
  offline: svg`<path d="M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.4M19 12a10 10 0 0 0-4.5-2.6M12 19.5v.1"/>`,
  key: svg`<path d="M14.5 9.5a4 4 0 1 0-3.6 4L13 15.5h2.5V18H18v2.5h3V17l-6.9-6.9zM8.5 9.5v.1"/>`,
  dash: svg`<path d="M7 12h10"/>`,
  play: svg`<path d="M8 5.5v13l10.5-6.5z"/>`,
  stop: svg`<path d="M7 7h10v10H7z"/>`,
  copy: svg`<path d="M9 9h11v11H9zM15 9V4H4v11h5"/>`,
  chat: svg`<path d="M4 5h16v11H11l-5 4v-4H4z"/>`,
  leave: svg`<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>`,
  shield: svg`<path d="M12 3.5 5 6v5.5c0 4.2 2.8 7.5 7 9 4.2-1.5 7-4.8 7-9V6z"/>`,
  apps: svg`<path d="M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z"/>`,
  directory: svg`<path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM15.5 8.5l-2 5-5 2 2-5z"/>`,
  activity: svg`<path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2"/>`,
};

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${PATHS[name]}
  </svg>`;
}
