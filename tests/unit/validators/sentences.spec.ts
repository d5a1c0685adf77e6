import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { messages } from '@vinejs/vine/defaults'

/** Which catalogue speaks for a file of validators; the shared rules need words in both. */
const OF_GUESTS = ['pages/guest_address.ts', 'bookings/guest_booking.ts', 'pages/public_api.ts']
const SHARED = 'rules.ts'

/** Programs with a key read the same words as those without. */
const isOfGuests = (file: string) => OF_GUESTS.includes(file) || file.startsWith('api/')

/** Of every schema, said of what is no object or not there. */
const ALWAYS = ['object', 'required']

test.group('Sentences of the validators', () => {
  test('guests and machines read words of ours for every rule', async ({ assert }) => {
    const words = wordsOf('validator.shared')
    assert.includeMembers(words, await rulesOf(isOfGuests))
  })

  test('owners read words of ours for every rule', async ({ assert }) => {
    const words = wordsOf('owner.validator')
    assert.includeMembers(words, await rulesOf((file) => !isOfGuests(file)))
  })
})

function wordsOf(part: string): string[] {
  const keys = Object.keys(i18nManager.getTranslationsFor('en'))
  const prefix = `${part}.messages.`
  return keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length).split('.')[0])
}

/** Vine's rules that are called, and the names under which rules of ours report. */
async function rulesOf(isTheirs: (file: string) => boolean): Promise<string[]> {
  const rules = new Set(ALWAYS)
  const files = await readdir(app.makePath('app/validators'), { recursive: true })
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    if (file !== SHARED && !isTheirs(file)) continue
    const source = await readFile(app.makePath('app/validators', file), 'utf8')
    for (const [, called] of source.matchAll(/\.(\w+)\(/g)) {
      // `startsWith` is a rule too, but here it is always the method of a string.
      if (called in messages && !(called in String.prototype)) rules.add(called)
    }
    for (const [, reported] of source.matchAll(/field\.report\(\s*'[^']+',\s*'(\w+)'/g)) {
      rules.add(reported)
    }
  }
  return [...rules]
}
