/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Browser } from 'playwright'
import { openShop } from '#database/factories/business'
import Invitation from '#models/accounts/invitation'
import type User from '#models/accounts/user'
import { withEmptyTables } from '#tests/support/database'
import { invitationLink } from '#tests/support/invitations'
import { axeFindings, reader, watch } from '#tests/support/page_checks'

interface Reading {
  browser: Browser
  javaScriptEnabled: boolean
  user: User
}

async function signedIn({ browser, javaScriptEnabled, user }: Reading) {
  const context = await reader(browser, { javaScriptEnabled })
  await context.loginAs(user)
  return { page: await context.newPage(), complaints: watch(context), context }
}

test.group('The team', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`somebody is added, invited, joins, goes to and fro and is removed, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ business: { name: 'Harbour Pool' } })
      const own = await openShop({ business: { name: 'Hill Pool' } })
      await own.user.merge({ fullName: 'Tom Okafor' }).save()
      const anna = await signedIn({ browser, javaScriptEnabled, user: shop.user })
      const tom = await signedIn({ browser, javaScriptEnabled, user: own.user })

      await anna.page.goto('/admin/people')
      await anna.page.getByRole('link', { name: 'Add a person' }).click()
      await anna.page.getByLabel('Name').fill('Tom Okafor')
      await anna.page.getByRole('button', { name: 'Add a person' }).click()
      await anna.page.getByText('Tom Okafor is added.').waitFor()
      await anna.page.getByRole('link', { name: 'Invite Tom Okafor to sign in' }).click()
      await anna.page.getByLabel('Their email address').fill(own.user.email)
      await anna.page.getByRole('button', { name: 'Send the invitation' }).click()
      await anna.page.getByText('An invitation is on its way').waitFor()

      const invitation = await Invitation.findByOrFail('email', own.user.email)
      await tom.page.goto(await invitationLink(invitation))
      await tom.page.getByRole('button', { name: 'Join as Tom Okafor' }).click()
      await tom.page.getByText('You belong to the team of Harbour Pool now.').waitFor()
      assert.match(await tom.page.title(), /Harbour Pool$/)

      // Two tabs share the sign-in; each form is written where it was read.
      await tom.page.goto('/admin/account')
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(tom.page), [])
      await tom.page.getByRole('button', { name: 'Switch to it Hill Pool' }).click()
      await tom.page.getByText('You are in Hill Pool now.').waitFor()
      await tom.page.goto('/admin/services/new')
      const other = await tom.context.newPage()
      await other.goto('/admin/account')
      await other.getByRole('button', { name: 'Switch to it Harbour Pool' }).click()
      await other.getByText('You are in Harbour Pool now.').waitFor()
      await tom.page.getByLabel('Name').fill('Deep water')
      await tom.page.getByRole('button', { name: 'Save the service' }).click()
      await tom.page.getByText('Deep water is saved.').waitFor()
      assert.match(await tom.page.title(), /Hill Pool$/)
      assert.lengthOf(await own.business.related('services').query(), 2)
      assert.lengthOf(await shop.business.related('services').query(), 1)

      await anna.page.goto('/admin/people')
      await anna.page.getByRole('link', { name: /^Staff\W+Tom/ }).click()
      await anna.page.getByRole('button', { name: 'Remove Tom Okafor from the team' }).click()
      await anna.page.getByText('Tom Okafor has left the team.').waitFor()
      await other.goto('/admin/account')
      assert.match(await other.title(), /Hill Pool$/)
      assert.equal(await other.getByRole('button', { name: /^Switch to it/ }).count(), 0)
      assert.deepEqual([...anna.complaints, ...tom.complaints], [])
      await Promise.all([anna.context.close(), tom.context.close()])
    })
  }
})
