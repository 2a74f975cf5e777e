<?php
/**
 * Title: Front page
 * Slug: storeplane/front-page
 * Inserter: no
 */
$tagline = get_bloginfo('description') ?: __('Good things, well made.', 'storeplane');
if (function_exists('WC')) : ?>
<!-- wp:group {"align":"wide","style":{"spacing":{"padding":{"top":"4.5rem","bottom":"3rem"}}},"layout":{"type":"constrained","contentSize":"1200px"}} -->
<div class="wp-block-group alignwide" style="padding-top:4.5rem;padding-bottom:3rem"><!-- wp:heading {"level":1,"fontSize":"xx-large"} -->
<h1 class="wp-block-heading has-xx-large-font-size"><?php echo esc_html($tagline); ?></h1>
<!-- /wp:heading -->

<!-- wp:buttons {"style":{"spacing":{"margin":{"top":"2rem"}}}} -->
<div class="wp-block-buttons" style="margin-top:2rem"><!-- wp:button -->
<div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="/shop/"><?php esc_html_e('Shop everything', 'storeplane'); ?></a></div>
<!-- /wp:button --></div>
<!-- /wp:buttons --></div>
<!-- /wp:group -->

<!-- wp:woocommerce/product-collection {"queryId":0,"query":{"perPage":8,"pages":0,"offset":0,"postType":"product","order":"asc","orderBy":"title","search":"","exclude":[],"inherit":false,"taxQuery":{},"isProductCollectionBlock":true,"woocommerceOnSale":false,"woocommerceStockStatus":["instock","outofstock","onbackorder"],"woocommerceAttributes":[],"woocommerceHandPickedProducts":[]},"tagName":"div","displayLayout":{"type":"flex","columns":4,"shrinkColumns":true},"align":"wide"} -->
<div class="wp-block-woocommerce-product-collection alignwide"><!-- wp:woocommerce/product-template -->
<!-- wp:woocommerce/product-image {"imageSizing":"single","isDescendentOfQueryLoop":true,"className":"shop-card"} /-->

<!-- wp:post-title {"level":2,"isLink":true,"fontSize":"medium","style":{"spacing":{"margin":{"top":"0.75rem","bottom":"0.25rem"}}},"__woocommerceNamespace":"woocommerce/product-collection/product-title"} /-->

<!-- wp:woocommerce/product-price {"isDescendentOfQueryLoop":true,"fontSize":"small"} /-->

<!-- wp:woocommerce/product-button {"isDescendentOfQueryLoop":true,"textAlign":"left","fontSize":"small"} /-->
<!-- /wp:woocommerce/product-template --></div>
<!-- /wp:woocommerce/product-collection -->
<?php else : ?>
<!-- wp:group {"style":{"spacing":{"padding":{"top":"6rem","bottom":"6rem"}}},"layout":{"type":"constrained"}} -->
<div class="wp-block-group" style="padding-top:6rem;padding-bottom:6rem"><!-- wp:heading {"level":1} -->
<h1 class="wp-block-heading"><?php echo esc_html($tagline); ?></h1>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p><?php esc_html_e('This site runs WordPress without WooCommerce, since its image was built without the plugin: there is nothing to buy yet. Build the image with the plugin, and new stores are shops.', 'storeplane'); ?></p>
<!-- /wp:paragraph --></div>
<!-- /wp:group -->
<?php endif;
