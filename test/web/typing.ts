import type { Page } from 'playwright-core';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import { applicant } from '../support/people.ts';

/** Fills in the form as somebody with these details does. */
export async function fillIn(page: Page, changes: Partial<RegistrationBody> = {}): Promise<RegistrationBody> {
  const body = applicant({ province: '31', occupation: 'driver', laidOff: false, ...changes });
  const [year = '', month = '', day = ''] = body.birthDate.split('-');
  await page.locator('#fullName').fill(body.fullName);
  await page.locator('#nik').fill(body.nik);
  await page.locator('#kk').fill(body.kk);
  await page.locator('#birthDate').fill(String(Number(day)));
  await page.locator('#birthDate-month').selectOption(String(Number(month)));
  await page.locator('#birthDate-year').fill(year);
  await page.locator('#phone').fill(body.phone.replace('+62', '0'));
  await page.locator('#province').selectOption(body.province);
  await page.locator('#occupation').selectOption(body.occupation);
  await page.locator(`input[name=laidOff][value=${body.laidOff ? 'yes' : 'no'}]`).check();
  await page.locator(`input[name=inFormalEducation][value=${body.inFormalEducation ? 'yes' : 'no'}]`).check();
  await page.locator('#consent').check();
  return body;
}
