import type { HttpContext } from '@adonisjs/core/http'
import SetCalcomKey from '#actions/outside/set_calcom_key'
import { renderCalcom, toCalcom } from '#controllers/owner/outside/calcom_page'
import { Refusal } from '#exceptions/refusal'
import { calcomBridge } from '#queries/outside/outside_list'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'
import { calcomKeyValidator } from '#validators/outside/calcom_form'

export default class CalcomKeysController {
  async update(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    if (!(await calcomBridge(business.id))) throw new Refusal(404, 'not_found')
    const body = request.body()
    const checked = await validateForm(calcomKeyValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return this.refuse(ctx, checked.form.errors)
    const { api_key: key = null } = checked.data
    if (key !== null && !/^[\w-]+$/.test(key)) {
      return this.refuse(ctx, { api_key: i18n.t('owner.outside.calcom.key_unlike') })
    }
    const outcome = await new SetCalcomKey().handle({
      ...{ businessId: business.id, key, version: submittedVersion(body), by },
    })
    if (outcome === 'stale') return renderCalcom(ctx, { status: 409, isStale: true })
    return toCalcom(ctx, key ? 'key_set' : 'key_removed')
  }

  /** A key is a secret: it is not shown again, not even where it was refused. */
  private refuse(ctx: HttpContext, errors: Record<string, string>) {
    return renderCalcom(ctx, { form: { ...emptyForm(), errors }, status: 422 })
  }
}
