const DEFAULT_BRAND = '#00698f'

/** Safe in a stylesheet: anything but six hex digits becomes the default. */
export function hexColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : DEFAULT_BRAND
}
