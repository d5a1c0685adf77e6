export const DEFAULT_BRAND = '#00698f'

/** Safe in a stylesheet: anything but six hex digits becomes the default. */
export function hexColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : DEFAULT_BRAND
}

/** To choose from for services; each is told from the others, and has its name in the language files. */
export const SERVICE_COLOURS = [
  '#00668c',
  '#0f766e',
  '#3f7d20',
  '#946200',
  '#b42318',
  '#b83280',
  '#6d4bc3',
  '#52606d',
] as const
