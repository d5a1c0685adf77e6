const DEFAULT_BRAND = '#00698f'

/** The colour as a stylesheet may hold it; anything but six hex digits is the default. */
export function hexColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : DEFAULT_BRAND
}
