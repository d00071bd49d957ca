package io.schemaagent.connectors.oauth;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What somebody with a real browser does at the pages of an {@link OidcProvider}. */
public final class OidcPages {

    private OidcPages() {}

    private static Locator login(Page page) {
        return page.getByPlaceholder("Enter any login");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Waits until this page asks who it is. */
    public static void askToSignIn(Page page) {
        assertThat(login(page)).isVisible();
    }

    /** Signs in, which leads to the page that asks for consent. */
    public static void signIn(Page page) {
        login(page).fill("ada");
        page.getByPlaceholder("and password").fill("whatever");
        button(page, "Sign-in").click();
        assertThat(button(page, "Continue")).isVisible();
    }

    public static void permit(Page page) {
        button(page, "Continue").click();
    }

    /** Instead of either. */
    public static void cancel(Page page) {
        page.getByText("[ Cancel ]").click();
    }
}
