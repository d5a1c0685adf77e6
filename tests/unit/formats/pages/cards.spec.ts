import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { businessCard, scheduleCard, serviceCard } from '#formats/pages/cards'

const SHOP = { slug: 'shop', name: 'Shop', brandColour: '#00698f', logo: null, cover: null }
const nameOf = (name: string) => businessCard({ ...SHOP, name }).card.title

/** The segments of a font's table of characters (OpenType, cmap format 4). */
function charactersIn(font: Buffer): Set<number> {
  const tables = font.readUInt16BE(4)
  const records = Array.from({ length: tables }, (_, index) => 12 + index * 16)
  const record = records.find((at) => font.toString('latin1', at, at + 4) === 'cmap') ?? 0
  const cmap = font.readUInt32BE(record + 8)
  const at = cmap + font.readUInt32BE(cmap + 8)
  const segments = font.readUInt16BE(at + 6) / 2
  const found = new Set<number>()
  for (let index = 0; index < segments; index++) {
    const last = font.readUInt16BE(at + 14 + index * 2)
    const first = font.readUInt16BE(at + 16 + (segments + index) * 2)
    for (let code = first; code <= last && code < 0xffff; code++) found.add(code)
  }
  return found
}

test.group('The picture of a page', () => {
  test('is drawn in just the letters that the typeface has', async ({ assert }) => {
    const characters = charactersIn(await readFile('resources/css/fonts/cards.ttf'))
    assert.isAbove(characters.size, 300)
    for (let code = 0x21; code < 0x3000; code++) {
      const letter = String.fromCodePoint(code)
      if (letter.normalize('NFC') !== letter || /\s/u.test(letter)) continue
      assert.equal(
        nameOf(`A${letter}`)?.length === 2,
        characters.has(code),
        `U+${code.toString(16)}`
      )
    }
  })

  for (const [name, shown] of [
    ['Zu\u0308rich', 'Zürich'],
    ['Anna’s 💇🏽‍♀️ Salon', 'Anna’s Salon'],
    ['Łódź™', 'Łódź™'],
    ['Школа', null],
    ['🏊', null],
    ['x'.repeat(5000), `${'x'.repeat(120)}…`],
  ] as const) {
    test(`says of ${name.slice(0, 20)} ${shown?.slice(0, 20)}`, ({ assert }) =>
      assert.equal(nameOf(name), shown))
  }

  test('has another address once it looks otherwise', ({ assert }) => {
    const path = (changes: object) => businessCard({ ...SHOP, ...changes }).path
    assert.equal(path({}), path({}))
    assert.notEqual(path({}), path({ name: 'Shop 2' }))
    assert.notEqual(path({}), path({ brandColour: '#b42318' }))
  })
  test('says whose a part is, and of one without letters that it is theirs', ({ assert }) => {
    const of = (name: string) => {
      const { card } = serviceCard(SHOP, { slug: 'lesson', name })
      return [card.title, card.below]
    }
    assert.deepEqual(of('Lesson'), ['Lesson', 'Shop'])
    assert.deepEqual(of('Урок'), ['Shop', null])
  })

  test('shows the face of a person, else the logo', ({ assert }) => {
    const picture = { width: 9, height: 9, widths: [9], alt: null }
    const [logo, face] = [
      { ...picture, key: 'logo' },
      { ...picture, key: 'face' },
    ]
    const mia = { pageSlug: 'mia', name: 'Mia' }
    const markOf = (own: typeof face | null) =>
      scheduleCard({ ...SHOP, logo }, mia, own).card.mark?.key
    assert.equal(markOf(face), 'face')
    assert.equal(markOf(null), 'logo')
    assert.match(scheduleCard(SHOP, mia, null).path, /^\/images\/cards\/schedule\/mia\//)
  })
})
