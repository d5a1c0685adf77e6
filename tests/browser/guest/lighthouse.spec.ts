import { test } from '@japa/runner'
import env from '#start/env'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { timesAddress } from '#tests/support/guest'
import { askLighthouse, failedAudits, scoreOf } from '#tests/support/lighthouse'

test.group('What Lighthouse finds on a phone', (group) => {
  withEmptyTables(group)

  for (const name of ['services', 'times'] as const) {
    test(`nothing to better about the ${name}`, async ({ assert }) => {
      const shop = await openShop({ hosts: 2, service: { description: 'For **beginners**.' } })
      await addService(shop.business, shop.hosts)
      const path = name === 'times' ? timesAddress(shop) : `/book/${shop.business.slug}`
      const url = `http://${env.get('HOST')}:${env.get('PORT')}${path}`
      const categories = ['accessibility', 'best-practices', 'seo'] as const
      const told = await askLighthouse(url, [...categories])
      for (const category of categories) {
        assert.equal(scoreOf(told, category), 100, failedAudits(told).join('\n'))
      }
    })
  }
})
