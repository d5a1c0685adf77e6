import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import Host from '#models/availability/host'
import BookingLink from '#models/links/booking_link'
import BookingTemplate from '#models/links/booking_template'
import OneTimeLink from '#models/links/one_time_link'
import Service from '#models/services/service'
import GroupSession from '#models/sessions/group_session'
import BookingSettings from '#models/settings/booking_settings'
import Business from '#models/settings/business'

const MODELS = [
  ...[Host, BookingLink, BookingTemplate, OneTimeLink, Service, GroupSession],
  ...[BookingSettings, Business],
]
/** Kept out of every entry. */
const NEVER = new Set(['id', 'businessId', 'createdAt', 'updatedAt', 'tokenHash'])

test.group('The history', () => {
  test('has words for every column that an entry may name', ({ assert }) => {
    const i18n = i18nManager.locale('en')
    const without = MODELS.flatMap((model) =>
      [...model.$columnsDefinitions.keys()]
        .filter((name) => !NEVER.has(name))
        .filter((name) => !i18n.hasMessage(`owner.history.field.${name}`))
        .map((name) => `${model.name}.${name}`)
    )
    assert.deepEqual(without, [])
  })
})
