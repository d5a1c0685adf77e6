import app from '@adonisjs/core/services/app'
import string from '@adonisjs/core/helpers/string'
import sharp, { type OutputInfo, type OverlayOptions } from 'sharp'

interface DrawnCard {
  width: number
  height: number
  title: string | null
  below: string | null
  colour: string
  /** As it is kept, in any of the formats that pictures are kept in. */
  mark: Buffer | null
  cover: Buffer | null
}

interface Line {
  text: string
  colour: string
  /** In pixels, the largest first: the first that fits is taken. */
  sizes: number[]
  width: number
  height: number
}

interface Layer {
  data: Buffer
  info: OutputInfo
}

const INK = '#1d1b18'
const SOFT = '#57534c'
const EDGE = 80
const BAND = 24
/** A cover is kept three times as wide as high, of which a little is cut off. */
const COVER = 380
const GAP = 22
const TITLES = [104, 84, 68, 54, 44, 36]
const FEET = [44, 36]
/** Of the size, how far a letter reaches below its line. */
const DEEPEST = 0.22

/** The business as others show it beside a link: its mark and name on white, over a band of its colour. */
export async function drawCard(card: DrawnCard): Promise<Buffer> {
  const { width, height, colour } = card
  const sheet = sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
  const band = { create: { width, height: BAND, channels: 4 as const, background: colour } }
  const layers = card.cover ? await underCover(card, card.cover) : await onWhite(card)
  const drawn = sheet.composite([...layers, { input: band, left: 0, top: height - BAND }])
  return card.cover
    ? drawn.jpeg({ quality: 80, progressive: true }).toBuffer()
    : drawn.png({ palette: true }).toBuffer()
}

/** Who has neither mark nor a name that can be drawn is known by the leaf of a calendar. */
async function onWhite({ width, height, title, below, mark, colour }: DrawnCard) {
  if (!title && !mark) return calendarLeaf(width, height - BAND, colour)
  const most = width - 2 * EDGE
  const face = mark && (await fitted(mark, most, title ? 160 : 320))
  const head = title && (await headOf(title, most, 270))
  const foot = below && (await footOf(below, most))
  const middle = (own: number) => Math.max(EDGE, Math.round((height - BAND - own) / 2 + 20))
  return [
    ...(face ? [at(face, EDGE, EDGE)] : []),
    ...(head ? [at(head, EDGE, middle(head.info.height))] : []),
    ...(foot ? [at(foot, EDGE, height - BAND - 40 - foot.info.height)] : []),
  ]
}

async function underCover({ width, height, title, below, mark }: DrawnCard, cover: Buffer) {
  const room = height - BAND - COVER
  const face = mark && (await fitted(mark, title ? 320 : width - 2 * EDGE, room - 80))
  const most = width - 2 * EDGE - (face ? face.info.width + 48 : 0)
  const foot = below && (await footOf(below, most))
  const head = title && (await headOf(title, most, room - 48 - (foot ? foot.info.height + GAP : 0)))
  const middle = (own: number) => COVER + Math.round((room - own) / 2)
  const both = (head ? head.info.height : 0) + (foot ? foot.info.height + GAP : 0)
  const crop = { width, height: COVER, fit: 'cover', position: sharp.strategy.attention } as const
  return [
    { input: await sharp(cover).resize(crop).png().toBuffer(), left: 0, top: 0 },
    ...(head ? [at(head, EDGE, middle(both))] : []),
    ...(foot ? [at(foot, EDGE, middle(both) + both - foot.info.height)] : []),
    ...(face ? [at(face, width - EDGE - face.info.width, middle(face.info.height))] : []),
  ]
}

const DAY = 64
const WEEKS = { columns: 7, rows: 4, step: DAY + 20, chosen: 17 }

function calendarLeaf(width: number, height: number, colour: string): OverlayOptions[] {
  const { columns, rows, step, chosen } = WEEKS
  const left = Math.round((width - columns * step + step - DAY) / 2)
  const top = Math.round((height - rows * step + step - DAY) / 2)
  return Array.from({ length: columns * rows }, (_, day) => {
    const background = day === chosen ? colour : `${colour}2e`
    return {
      input: { create: { width: DAY, height: DAY, channels: 4, background } },
      left: left + (day % columns) * step,
      top: top + Math.floor(day / columns) * step,
    }
  })
}

const at = ({ data }: Layer, left: number, top: number) => ({ input: data, left, top })

const headOf = (text: string, width: number, height: number) =>
  written({ text, colour: INK, sizes: TITLES, width, height })

const footOf = (text: string, width: number) =>
  written({ text, colour: SOFT, sizes: FEET, width, height: 60 })

function fitted(picture: Buffer, width: number, height: number): Promise<Layer> {
  return sharp(picture)
    .resize({ width, height, fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true })
}

async function written({ text, colour, sizes, width, height }: Line): Promise<Layer> {
  const draw = (size: number) => (words: string) =>
    sharp({
      text: {
        text: `<span foreground="${colour}" size="${size}pt">${string.escapeHTML(words)}</span>`,
        font: 'Bellhop Cards',
        fontfile: app.makePath('resources/css/fonts/cards.ttf'),
        width,
        // Points are pixels then.
        dpi: 72,
        wrap: 'word-char',
        rgba: true,
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true })
  const [largest, ...smaller] = sizes
  let drawn = await boxed(draw(largest), text, largest)
  for (const size of smaller) {
    if (drawn.info.height <= height) break
    drawn = await boxed(draw(size), text, size)
  }
  return drawn
}

/** From the top of a capital to below the deepest letter, whichever letters it has: what is drawn ends with its ink. */
async function boxed(
  draw: (words: string) => Promise<Layer>,
  text: string,
  size: number
): Promise<Layer> {
  const inkOf = async (words: string) => {
    const { info } = await draw(words)
    return info.height
  }
  const own = await draw(text)
  const capital = await inkOf('H')
  const step = (await inkOf('H\nH')) - capital
  const deep = own.info.height + step - (await inkOf(`${text}\nH`))
  const steps = Math.round(((await inkOf(`H\n${text}`)) - capital - deep) / step) - 1
  const high = own.info.height - steps * step - deep
  return sharp(own.data)
    .extend({
      top: Math.max(0, capital - high),
      bottom: Math.max(0, Math.round(size * DEEPEST) - deep),
      background: '#ffffff00',
    })
    .png()
    .toBuffer({ resolveWithObject: true })
}
