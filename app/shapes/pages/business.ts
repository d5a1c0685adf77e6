import type { PageBusiness } from '#queries/pages/find_business_page'

export function presentBusiness({ settings, ...business }: PageBusiness) {
  return {
    business: {
      name: business.name,
      description: business.description,
      address: business.address,
      phone: business.phone,
      email: business.email,
      time_zone: business.timeZone,
      currency: business.currency,
    },
    settings: {
      requires_approval: settings.requiresApproval,
      buffer_time_minutes: settings.bufferTimeMinutes,
      is_active: settings.isActive,
    },
  }
}
