const WHITE = '#ffffff'
const BLACK = '#000000'

/** The colour, or its nearest mix with black or white that has the contrast (WCAG). */
export function readableOn(colour: string, background: string, ratio = 4.5): string {
  const end = luminance(background) > 0.18 ? BLACK : WHITE
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = mix(colour, end, share)
    if (contrast(mixed, background) >= ratio) return mixed
  }
  return end
}

/** From 1 to 21 (WCAG 2.2); colours are six hex digits. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(colour: string, end: string, share: number): string {
  const target = channels(end)
  const mixed = channels(colour).map((channel, index) =>
    Math.round(channel + (target[index] - channel) * share)
  )
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}
