import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import RecordVisits from '#actions/visits/record_visits'
import { openShop } from '#database/factories/business'
import { visitOrigin } from '#formats/pages/visit_origin'
import type { Look, VisitStep } from '#models/visits/look'
import { withEmptyTables } from '#tests/support/database'
import { FIREFOX } from '#tests/support/visits'

test.group('Looks that are counted at the same time', (group) => {
  withEmptyTables(group)

  test('by several processes are one visit of one visitor', async ({ assert }) => {
    const { business, service } = await openShop()
    const look = (step: VisitStep): Look => ({
      businessId: business.id,
      timeZone: business.timeZone,
      serviceId: service.id,
      linkId: null,
      oneTimeLinkId: null,
      step,
      sawNoTimes: step === 'service',
      at: Date.now(),
      signIn: null,
      address: '192.0.2.7',
      userAgent: FIREFOX,
      origin: visitOrigin({}, undefined, []),
    })
    const steps = ['service', 'form', 'time', 'booked', 'service', 'form'] as const
    await Promise.all(steps.map((step) => new RecordVisits().handle([look(step), look('page')])))

    const visits = await db.from('visits').select('step', 'saw_no_times')
    assert.deepEqual(visits, [{ step: 5, saw_no_times: true }])
    const services = await db.from('visit_services').select('step', 'saw_no_times')
    assert.deepEqual(services, [{ step: 5, saw_no_times: true }])
  })
})
