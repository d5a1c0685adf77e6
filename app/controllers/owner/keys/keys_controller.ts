import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import CreateKey from '#actions/keys/create_key'
import { keyRow, keysPage, newKeyPage } from '#pages/owner/keys/key_page'
import { MOST_KEYS } from '#models/keys/api_key'
import { ALL_SCOPES } from '#models/keys/scopes'
import { findKey } from '#queries/keys/key_list'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { keyValidator, tickedScopes } from '#validators/keys/key_form'

/** Keys with which other programs act as members of the business. */
export default class KeysController {
  async index({ business, view }: HttpContext) {
    return view.render('pages/owner/keys/keys', await keysPage(business, DateTime.now()))
  }

  create(ctx: HttpContext) {
    return this.showForm(ctx, emptyForm({ reach: 'some', lives: '365' }))
  }

  /** The page that follows shows the key, this once. */
  async store(ctx: HttpContext) {
    const { business, by, i18n, membership, request, view } = ctx
    const body = request.body()
    const checked = await validateForm(keyValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.showForm(ctx, form, 422)
    const { name, reach, lives } = checked.data
    const scopes = reach === ALL_SCOPES ? [ALL_SCOPES] : tickedScopes(body)
    if (scopes.length === 0) {
      form.errors.reach = i18n.t('owner.keys.no_scope')
      return this.showForm(ctx, form, 422)
    }
    const now = DateTime.utc()
    const created = await new CreateKey().handle({
      ...{ businessId: business.id, membershipId: membership.id, name, scopes, by },
      expiresAt: lives === 'never' ? null : now.plus({ days: Number(lives) }),
    })
    if (created === 'too_many') {
      form.errors.name = i18n.t('owner.keys.too_many', { most: MOST_KEYS })
      return this.showForm(ctx, form, 422)
    }
    const key = keyRow(await findKey(business.id, created.key.id), now)
    return view.render('pages/owner/keys/key', { key, written: created.written })
  }

  async show({ business, params, view }: HttpContext) {
    const key = keyRow(await findKey(business.id, params.id), DateTime.now())
    return view.render('pages/owner/keys/key', { key, written: null })
  }

  private showForm({ response, view }: HttpContext, form: Form, status = 200) {
    response.status(status)
    return view.render('pages/owner/keys/new_key', newKeyPage(form))
  }
}
