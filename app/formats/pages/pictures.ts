export const PICTURE_KINDS = ['logo', 'cover', 'host', 'service'] as const
export type PictureKind = (typeof PICTURE_KINDS)[number]

/** What pictures are kept in; the first that a browser knows is taken. */
export const PICTURE_FORMATS = ['avif', 'webp'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

export interface ShownPicture {
  key: string
  width: number
  height: number
  /** The sizes that it is kept in, the smallest first. */
  widths: number[]
  /** What it shows, for those who cannot see it; null where words beside it say so. */
  alt: string | null
}

interface PictureFile {
  width: number
  /** JPEG is made when it is asked for, by browsers of before 2020. */
  format: PictureFormat | 'jpeg'
}

export function pictureFilePath({ key }: { key: string }, { width, format }: PictureFile): string {
  return `/images/${key}/${width}.${format}`
}

/** What a browser chooses from, up to that width. */
export function pictureSet(
  picture: ShownPicture,
  format: PictureFormat,
  most = Number.POSITIVE_INFINITY
): string {
  const [smallest] = picture.widths
  return picture.widths
    .filter((width) => width <= most || width === smallest)
    .map((width) => `${pictureFilePath(picture, { width, format })} ${width}w`)
    .join(', ')
}

export function smallestFile(picture: ShownPicture): string {
  return pictureFilePath(picture, { width: picture.widths[0], format: 'jpeg' })
}
