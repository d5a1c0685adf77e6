import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import type Service from '#models/services/service'
import { withEmptyTables } from '#tests/support/database'

async function hasBoth(service: Service): Promise<boolean> {
  const row = await db.from('services').where('id', service.id).firstOrFail()
  return row.has_people_and_rooms
}

test.group('A service knows whether people and rooms give it', (group) => {
  withEmptyTables(group)

  test('as one joins, becomes the other, and leaves', async ({ assert }) => {
    const { business, service, hosts } = await openShop({ hosts: 2 })
    const other = await addService(business, [hosts[0]])
    assert.isFalse(await hasBoth(service))
    await hosts[1].merge({ kind: 'room' }).save()
    assert.isTrue(await hasBoth(service))
    assert.isFalse(await hasBoth(other))
    await other.related('hosts').attach({ [hosts[1].id]: { business_id: business.id } })
    assert.isTrue(await hasBoth(other))
    await service.related('hosts').detach([hosts[1].id])
    assert.isFalse(await hasBoth(service))
    await hosts[1].delete()
    assert.isFalse(await hasBoth(other))
  })

  test('where a person and a room join at once', async ({ assert }) => {
    const { business, hosts } = await openShop({ hosts: 2 })
    await hosts[1].merge({ kind: 'room' }).save()
    for (let round = 0; round < 10; round++) {
      const service = await addService(business, [])
      await Promise.all(
        hosts.map(({ id }) =>
          service.related('hosts').attach({ [id]: { business_id: business.id } })
        )
      )
      assert.isTrue(await hasBoth(service))
    }
  })
})
