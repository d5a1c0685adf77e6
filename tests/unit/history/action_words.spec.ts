import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { PICTURE_KINDS } from '#formats/pages/pictures'
import { NOT_UNDONE, UNDONE_BY_HAND, UNDONE_ON } from '#pages/owner/history/undoing'
import { AUDIT_SUBJECTS } from '#models/audit_entry'
import { MOVE_KINDS } from '#models/bookings/booking_event'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'

const KINDS = ['actions', 'steps', 'history']

/** Made of parts, where they are written. */
const MADE = [
  ...['created', ...BOOKING_STATUSES, ...MOVE_KINDS]
    .filter((what) => what !== 'pending')
    .map((what) => `booking.${what}`),
  ...['planned', 'changed', 'moved', 'given', 'cancelled'].map((what) => `session.${what}`),
  ...['planned', 'continued', 'ended'].map((what) => `session_series.${what}`),
  ...PICTURE_KINDS.flatMap((kind) =>
    ['set', 'removed', ...(kind === 'cover' ? ['described'] : [])].map((what) =>
      kind === 'logo' || kind === 'cover' ? `business.${kind}_${what}` : `${kind}.photo_${what}`
    )
  ),
]

async function sources(): Promise<string[]> {
  const files = await Promise.all(
    KINDS.map(async (kind) => {
      const names = await readdir(app.makePath('app', kind), { recursive: true })
      return names.filter((name) => name.endsWith('.ts')).map((name) => `app/${kind}/${name}`)
    })
  )
  return Promise.all(files.flat().map((file) => readFile(app.makePath(file), 'utf8')))
}

/** Every word in quotes that follows that name. */
function namedIn(source: string, name: string): string[] {
  const values = source.matchAll(new RegExp(String.raw`\b${name}:\s*([^,}]+)`, 'g'))
  return [...values].flatMap(([, value]) =>
    [...value.matchAll(/'([\w.]+)'/g)].map(([, word]) => word)
  )
}

test.group('What the history says', (group) => {
  let written: string[]
  group.setup(async () => {
    written = await sources()
  })

  test('has words for each action that is written', ({ assert }) => {
    const i18n = i18nManager.locale('en')
    const actions = written.flatMap((source) => namedIn(source, 'action'))
    const all = [...new Set([...actions.filter((action) => action.includes('.')), ...MADE])]
    assert.isAbove(all.length, 60)
    assert.deepEqual(
      all.filter((action) => !i18n.hasMessage(`owner.history.action.${action}`)),
      []
    )
  })

  test('offers undo for each change of settings, or says why not', ({ assert }) => {
    const i18n = i18nManager.locale('en')
    const changes = written
      .filter((source) =>
        /\b(recordSettingsChange|changeSettings|changeWords|changeLink|saveSettings)\b/.test(source)
      )
      .map((source) => source.replace(/auditOf\(\{[^}]*\}\)/g, ''))
    const made = MADE.filter((action) => /^session|_(set|removed|described)$/.test(action))
    const imports = written.flatMap((source) =>
      namedIn(source, 'action').filter((action) => action.endsWith('_imported'))
    )
    const actions = [...changes.flatMap((source) => namedIn(source, 'action')), ...made, ...imports]
    const settings = [...new Set(actions.filter((action) => action.includes('.')))]
    const answered = [UNDONE_ON, UNDONE_BY_HAND, NOT_UNDONE].flatMap(Object.keys)
    assert.deepEqual(settings.toSorted(), answered.toSorted())
    for (const why of Object.values(NOT_UNDONE)) {
      assert.isTrue(i18n.hasMessage(`owner.history.why.${why}`), why)
    }
  })

  test('can be narrowed to each thing that it is about', ({ assert }) => {
    const subjects = written.flatMap((source) => namedIn(source, 'subjectType'))
    assert.includeMembers([...AUDIT_SUBJECTS], subjects)
    for (const noun of [
      'booking',
      'service',
      'booking_link',
      'business',
      'host',
      'block',
      'client',
    ]) {
      assert.include(AUDIT_SUBJECTS, noun)
    }
  })
})
