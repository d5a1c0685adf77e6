import type { HttpContext } from '@adonisjs/core/http'
import { type MemberForms, memberPage } from '#pages/owner/people/member_page'

export async function renderMember(
  { membership, response, view }: HttpContext,
  { status = 200, ...member }: MemberForms & { status?: 200 | 409 | 422 }
) {
  const page = await memberPage(member, membership, Date.now())
  return response.status(status).send(await view.render('pages/owner/people/member', page))
}
