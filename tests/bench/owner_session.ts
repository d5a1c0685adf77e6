/** Signs in as a browser does; gives what a form of the owner's side is sent with. */
export async function signIn(
  origin: string,
  email: string,
  password: string
): Promise<{ cookie: string; token: string }> {
  const page = await fetch(`${origin}/sign-in`)
  const answer = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ email, password, _csrf: tokenOf(await page.text()) }),
    headers: { cookie: cookiesOf(page) },
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`Not signed in but ${answer.status}`)
  const cookie = cookiesOf(answer)
  const form = await fetch(`${origin}/admin/settings/business`, { headers: { cookie } })
  return { cookie: cookiesOf(form) || cookie, token: tokenOf(await form.text()) }
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function tokenOf(html: string): string {
  const [, token] = /name=['"]_csrf['"] value=['"]([^'"]+)/.exec(html) ?? []
  if (!token) throw new Error('The page has no form to send')
  return token
}
