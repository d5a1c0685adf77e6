import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import { openShop } from '#database/factories/business'
import { formStamp } from '#models/tokens/form_stamp'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  FILLED_IN_MS,
  filledForm,
  place,
  type Shop,
  tenOClock,
  timesAddress,
  waitingForm,
} from '#tests/support/guest'

const SLIP = { client_email: 'kim@gmial.com' }

/** Every form in which a client types an address: where it goes, what is in it, and what is refused. */
const FORMS: Record<
  string,
  (shop: Shop) => Promise<{
    address: string
    sent: Record<string, string>
    bad: Record<string, string>
  }>
> = {
  'booking form': async (shop) => ({
    address: detailsAddress(shop),
    sent: { ...filledForm(shop, tenOClock(2), { notes: 'Left knee' }) },
    bad: { client_name: '' },
  }),
  'waitlist form': async (shop) => ({
    address: `${timesAddress(shop)}/waitlist`,
    sent: { ...waitingForm(shop, tenOClock(), { client_phone: '07700 900461' }) },
    bad: { client_name: '' },
  }),
  'enquiry form': async ({ business }) => ({
    address: `/enquiry/${business.slug}`,
    sent: {
      stamp: formStamp(`enquiry ${business.id}`, Date.now() - FILLED_IN_MS),
      client_name: 'Kim Lind',
      message: 'Left knee',
      website: '',
    },
    bad: { client_name: '' },
  }),
  'form for a wrong address': async (shop) => {
    const { manageToken } = await place(shop, tenOClock(4))
    return { address: `/manage/${manageToken}/address`, sent: {}, bad: {} }
  },
}

/** Asked next to the address, ahead of what sends the form; Enter sends it all the same. */
function assertBesideItsField(assert: Assert, html: string) {
  const form = html.slice(html.indexOf('name="stamp"'))
  const asked = form.indexOf('name="instead"')
  assert.isAbove(asked, form.indexOf('name="client_email"'))
  assert.isBelow(asked, form.indexOf('class="form__end"'))
  assert.match(form.slice(form.indexOf('<button')), /^<button class="hidden-text"/)
}

test.group('An address with a likely slip', (group) => {
  withGlobalTransaction(group)

  for (const [name, open] of Object.entries(FORMS)) {
    test(`is asked about on the ${name}, and holds nothing up`, async ({ client, assert }) => {
      const shop = await openShop()
      await place(shop, tenOClock())
      const { address, sent, bad } = await open(shop)
      const post = (changes: Record<string, string>) =>
        client
          .post(address)
          .form({ ...sent, ...SLIP, ...changes })
          .redirects(0)

      if (Object.keys(bad).length > 0) {
        const refused = await post(bad)
        refused.assertStatus(422)
        assert.include(refused.text(), 'name="instead" value="kim@gmail.com"')
        assertBesideItsField(assert, refused.text())
      }
      const corrected = await post({ ...bad, instead: 'kim@gmail.com' })
      corrected.assertStatus(200)
      assert.include(corrected.text(), '<input value="kim@gmail.com"')
      assert.notInclude(corrected.text(), 'value="kim@gmial.com"')
      for (const typed of ['Left knee', '07700 900461']) {
        if (Object.values(sent).includes(typed)) assert.include(corrected.text(), typed)
      }
      const taken = await post({})
      taken.assertStatus(303)
    })
  }
})
