import app from '@adonisjs/core/services/app'
import string from '@adonisjs/core/helpers/string'
import sharp from 'sharp'

interface DrawnCard {
  width: number
  height: number
  name: string | null
  service: string | null
  colour: string
  /** As it is kept, in any of the formats that pictures are kept in. */
  logo: Buffer | null
}

interface Line {
  text: string
  colour: string
  /** In pixels, the largest first: the first that fits is taken. */
  sizes: number[]
  most: number
}

const INK = '#1d1b18'
const SOFT = '#57534c'
const EDGE = 80
const BAND = 24

/** The business as others show it beside a link: its mark and name on white, over a band of its colour. */
export async function drawCard(card: DrawnCard): Promise<Buffer> {
  const { width, height, name, service, colour } = card
  const most = width - 2 * EDGE
  const head = service ?? name
  const below = service ? name : null
  const mark = card.logo ? await fitted(card.logo, name ? 160 : 320, most) : null
  const title = head && (await written({ text: head, colour: INK, sizes: [104, 84, 68, 54], most }))
  const foot = below && (await written({ text: below, colour: SOFT, sizes: [44, 36], most }))

  const band = { create: { width, height: BAND, channels: 4 as const, background: colour } }
  const layers = [
    { input: band, left: 0, top: height - BAND },
    ...(mark ? [{ input: mark.data, left: EDGE, top: EDGE }] : []),
    ...(title ? [{ input: title.data, left: EDGE, top: topOf(title.info.height, height) }] : []),
    ...(foot ? [{ input: foot.data, left: EDGE, top: height - BAND - 40 - foot.info.height }] : []),
  ]
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite(layers)
    .png({ palette: true })
    .toBuffer()
}

/** Between the mark and the line at the foot. */
function topOf(own: number, height: number): number {
  return Math.max(EDGE, Math.round((height - BAND - own) / 2 + 20))
}

async function fitted(logo: Buffer, height: number, width: number) {
  return sharp(logo)
    .resize({ width, height, fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true })
}

async function written({ text, colour, sizes, most }: Line) {
  const draw = (size: number) =>
    sharp({
      text: {
        text: `<span foreground="${colour}" size="${size}pt">${string.escapeHTML(text)}</span>`,
        font: 'Bellhop Cards',
        fontfile: app.makePath('resources/css/fonts/cards.ttf'),
        width: most,
        // Points are pixels then.
        dpi: 72,
        wrap: 'word-char',
        rgba: true,
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true })
  const [largest, ...smaller] = sizes
  let drawn = await draw(largest)
  for (const size of smaller) {
    if (drawn.info.height <= largest * 2.6) break
    drawn = await draw(size)
  }
  return drawn
}
