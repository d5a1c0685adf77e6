import sharp, { type Sharp } from 'sharp'
import limits from '#config/pictures'
import type { PictureFormat, PictureKind } from '#formats/pages/pictures'

/** Whatever else a file may hold is not even tried. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    ...['VipsForeignLoadJpeg', 'VipsForeignLoadPng'],
    ...['VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
  ],
})
sharp.concurrency(1)

export interface MadePicture {
  width: number
  height: number
  files: { width: number; format: PictureFormat; bytes: Buffer }[]
}

export type PictureFault =
  | 'not_a_picture'
  | 'drawing'
  | 'heic'
  | 'other_format'
  | 'animated'
  | 'broken'
  | 'too_many_pixels'
  | 'too_small'

interface Shape {
  width: number
  height: number
  /** Whether its sides keep their ratio, or what stands out is cut to that shape. */
  keepsRatio?: true
  least: { width: number; height: number }
  widths: number[]
}

const SHAPES: Record<PictureKind, Shape> = {
  logo: {
    ...{ width: 480, height: 96, keepsRatio: true },
    ...{ least: { width: 32, height: 32 }, widths: [480] },
  },
  cover: {
    ...{ width: 2160, height: 720 },
    ...{ least: { width: 640, height: 214 }, widths: [640, 960, 1440, 2160] },
  },
  host: { width: 224, height: 224, least: { width: 112, height: 112 }, widths: [112, 224] },
  service: { width: 288, height: 288, least: { width: 144, height: 144 }, widths: [144, 288] },
}

/** The first that fits is taken; the last, whatever comes of it. */
const QUALITIES: Record<PictureFormat, number[]> = {
  avif: [52, 42, 32, 24],
  webp: [76, 62, 48, 34],
}

/**
 * Decodes the picture, whatever its name says, and encodes it anew in every size: nothing of the file
 * that came is kept, neither where it was taken nor what was hidden in it.
 */
export async function makePicture(
  bytes: Buffer,
  kind: PictureKind
): Promise<MadePicture | PictureFault> {
  const fault = faultOf(bytes)
  if (fault) return fault
  try {
    return await encoded(bytes, SHAPES[kind])
  } catch (error) {
    return /pixel limit/.test(String(error)) ? 'too_many_pixels' : 'broken'
  }
}

async function encoded(bytes: Buffer, shape: Shape): Promise<MadePicture | PictureFault> {
  const source = sharp(bytes, { limitInputPixels: limits.mostPixels, failOn: 'error' })
  const { autoOrient: found, pages = 1 } = await source.metadata()
  const { least } = shape
  if (pages > 1) return 'animated'
  if (found.width < least.width || found.height < least.height) return 'too_small'

  const { data, info } = await source
    .autoOrient()
    .timeout({ seconds: 30 })
    .resize({
      ...boxIn(found, shape),
      fit: shape.keepsRatio ? 'inside' : 'cover',
      position: sharp.strategy.attention,
      withoutEnlargement: true,
    })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const fitting = shape.widths.filter((wanted) => wanted <= width)
  const widths = fitting.length > 0 ? fitting : [width]

  const files: MadePicture['files'] = []
  for (const wanted of widths) {
    for (const format of ['avif', 'webp'] as const) {
      const raw = sharp(data, { raw: { width, height, channels } }).resize({ width: wanted })
      files.push({ width: wanted, format, bytes: await withinBytes(raw, format, width / height) })
    }
  }
  return { width, height, files }
}

/** For whoever reads neither of the formats that pictures are kept in; what can be seen through becomes white. */
export function asJpeg(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes)
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80, progressive: true })
    .toBuffer()
}

/** Never larger than what came, and in the shape's own ratio. */
function boxIn(found: { width: number; height: number }, { width, height, keepsRatio }: Shape) {
  const scale = keepsRatio ? 1 : Math.min(1, found.width / width, found.height / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

async function withinBytes(raw: Sharp, format: PictureFormat, ratio: number) {
  const effort = format === 'avif' ? 3 : 4
  let bytes = Buffer.alloc(0)
  for (const quality of QUALITIES[format]) {
    const made = await raw.clone().toFormat(format, { quality, effort }).toBuffer({
      resolveWithObject: true,
    })
    bytes = made.data
    const pixels = made.info.width * (made.info.width / ratio)
    if (bytes.length <= 2_000 + pixels * 0.05) break
  }
  return bytes
}

/** By what the file begins with. */
function faultOf(bytes: Buffer): PictureFault | null {
  const text = bytes.toString('latin1', 0, 512)
  const brands = text.slice(4, 8) === 'ftyp' ? text.slice(8, Math.max(16, bytes[3])) : ''
  if (text.startsWith('\xff\xd8\xff')) return null
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return text.includes('acTL') ? 'animated' : null
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return null
  if (brands.startsWith('avis')) return 'animated'
  if (brands.includes('avif')) return null
  if (/hei[cxms]|hev[cxms]|mif1/.test(brands)) return 'heic'
  if (/<svg[\s>]/i.test(bytes.toString('utf8', 0, 4096))) return 'drawing'
  if (/^(GIF8|BM|II\*\0|MM\0\*)/.test(text)) return 'other_format'
  return 'not_a_picture'
}
