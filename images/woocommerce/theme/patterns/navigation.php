<?php
/**
 * Title: Navigation
 * Slug: storeplane/navigation
 * Inserter: no
 */
if (!function_exists('WC')) {
    return;
}
?>
<!-- wp:group {"layout":{"type":"flex","flexWrap":"nowrap"}} -->
<div class="wp-block-group"><!-- wp:navigation {"overlayMenu":"never","layout":{"type":"flex"},"fontSize":"small"} -->
<!-- wp:navigation-link {"label":"Shop","url":"/shop/","kind":"custom"} /-->
<!-- wp:navigation-link {"label":"My account","url":"/my-account/","kind":"custom"} /-->
<!-- /wp:navigation -->

<!-- wp:woocommerce/mini-cart /--></div>
<!-- /wp:group -->
