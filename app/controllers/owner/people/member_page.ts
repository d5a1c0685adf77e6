import type { HttpContext } from '@adonisjs/core/http'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { type MemberForms, memberPage } from '#pages/owner/people/member_page'

export async function renderMember(
  ctx: HttpContext,
  { status = 200, ...member }: MemberForms & { status?: 200 | 409 | 422 }
) {
  const { membership, response, view } = ctx
  const page = {
    ...(await memberPage(member, membership, Date.now())),
    lastChanges: await lastChangesOf(ctx, 'user', member.member.userId),
  }
  return response.status(status).send(await view.render('pages/owner/people/member', page))
}
