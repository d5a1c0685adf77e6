import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { detailsOf } from '#tests/support/owner'
import { freePort, startProgram } from '#tests/support/web_process'

test.group('Cookies where people reach us over https', (group) => {
  withEmptyTables(group)

  test('are this host’s alone and unseen by scripts, and copies of them are worth nothing after signing out', async ({
    assert,
    cleanup,
  }) => {
    const { user, business } = await openShop()
    const port = await freePort()
    const settings = {
      PORT: String(port),
      APP_URL: 'https://book.example.com',
      SESSION_DRIVER: 'cookie',
    }
    await startProgram('server', settings, (child) => cleanup(() => void child.kill('SIGKILL')))

    const set: string[] = []
    const owner = new BrowserSession(`http://127.0.0.1:${port}`)
    const note = (answer: Response) => set.push(...answer.headers.getSetCookie())
    note(await owner.get('/sign-in'))
    note(await owner.signIn(user.email, 'a-long-password'))
    const day = await owner.get('/admin')
    note(day)
    assert.equal(day.status, 200)
    const page = await (await owner.get('/admin/account')).text()
    const [, token] = /name='_csrf' value='([^']+)'/.exec(page) ?? []
    const thief = owner.copy()
    const form = await (await owner.get('/admin/settings/business')).text()
    const version = versionIn(form, '/admin/settings/business')
    const details = { ...detailsOf(business), version, _csrf: token }
    assert.equal((await thief.copy().post('/admin/settings/business', details)).status, 303)

    note(await owner.post('/sign-out', { _csrf: token }))
    assert.equal((await owner.get('/admin')).status, 302)
    assert.equal((await thief.copy().get('/admin')).headers.get('location'), '/sign-in?to=%2Fadmin')
    assert.equal((await thief.copy().get('/admin/account')).status, 302)
    assert.equal((await thief.copy().post('/admin/settings/business', details)).status, 422)

    assert.isAbove(set.length, 5)
    for (const cookie of set) {
      assert.match(cookie, /^__Host-[^;=]+=/)
      for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) {
        assert.include(cookie.split('; '), attribute)
      }
      assert.notMatch(cookie, /domain=/i)
    }
  })
})
