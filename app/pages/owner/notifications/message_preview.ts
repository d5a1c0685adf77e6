import { escapedHtml } from '#formats/words/text'

interface SeenMail {
  subject: string
  html: string
}

const IN_THE_DARK = '@media (prefers-color-scheme: dark)'

const SUBJECT = `font-family:'Helvetica Neue',Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;font-weight:bold;color:#1f1b16;margin:0;padding:12px 32px;border-bottom:1px solid #e0ddd8;`

/** A mail below its subject, as whoever has a light or a dark screen sees it. */
export function asSeen({ subject, html }: SeenMail, look: 'light' | 'dark'): string {
  const line = `<p class="ink line sheet" style="${SUBJECT}">${escapedHtml(subject)}</p>`
  return html
    .replaceAll(IN_THE_DARK, look === 'dark' ? '@media all' : '@media not all')
    .replace(/<body[^>]*>/, (body) => body + line)
}
