// C0 and C1 controls other than tab and line feed; PostgreSQL refuses NUL in text outright.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g

/** Removes what no keyboard types: control characters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(CONTROLS, '')
}
