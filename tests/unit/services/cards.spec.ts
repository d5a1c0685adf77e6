import { test } from '@japa/runner'
import sharp from 'sharp'
import { drawCard } from '#services/cards'
import { photo } from '#tests/support/pictures'

const SIZE = { width: 1200, height: 630 }
const PAGE = { ...SIZE, colour: '#00698f', mark: null }

/** From where to where the first letter of each line goes. */
async function lettersDown(card: Buffer): Promise<number[]> {
  const column = { left: 90, top: 382, width: 2, height: 220 }
  const ink = await sharp(card).extract(column).grayscale().raw().toBuffer()
  const rows = Array.from({ length: column.height }, (_, row) => ink[row * 2] < 128)
  return rows.flatMap((isInk, row) => (isInk === (rows[row - 1] ?? false) ? [] : [row]))
}

test.group('A card', () => {
  test('sets its lines as far apart whichever letters they have', async ({ assert }) => {
    const cover = await photo(1200, 400).png().toBuffer()
    const draw = (title: string, below: string) => drawCard({ ...PAGE, cover, title, below })
    const flat = await lettersDown(await draw('Hannes', 'Hanna Reen'))
    assert.lengthOf(flat, 4)
    assert.deepEqual(await lettersDown(await draw('Happy yoga', 'Hygge (quay)')), flat)
    assert.isAbove(flat[2] - flat[1], 30, 'they do not touch')
  })
})
