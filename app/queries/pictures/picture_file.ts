import db from '@adonisjs/lucid/services/db'
import type { PictureFormat } from '#formats/pages/pictures'
import type Picture from '#models/pictures/picture'
import { sql } from '#transactions'

interface WantedFile {
  key: string
  width: number
  format: PictureFormat
}

/** Null where there is none, or it is shown no more. */
export async function pictureFile({ key, width, format }: WantedFile): Promise<Buffer | null> {
  const [row] = await sql<{ bytes: Buffer }>(
    db.connection(),
    `select bytes from pictures join picture_files on picture_id = pictures.id
     where key = :key and removed_at is null
       and picture_files.width = :width and format = :format`,
    { key, width, format }
  )
  return row?.bytes ?? null
}

/** Shown or not, for the owner's eyes. */
export async function smallFileOf({ id, widths }: Picture): Promise<Buffer> {
  const { bytes } = await db
    .from('picture_files')
    .where({ picture_id: id, width: widths[0], format: 'webp' })
    .select('bytes')
    .firstOrFail()
  return bytes
}
